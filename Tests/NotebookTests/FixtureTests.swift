// Files that people write, read and printed.

import Foundation
import Notebook
import Testing

@Test(
  "every Markdown file of the repository is printed as it was read, with its line ends changed too")
func fixtures() throws {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  var count = 0
  for folder in ["Tests/EndToEndTests/Cases", "notebooks", "Documentation", "datasets"] {
    let path = root.appendingPathComponent(folder).path
    let names = try FileManager.default.subpathsOfDirectory(atPath: path)
    for name in names where name.hasSuffix(".md") || name.hasSuffix(".md.after") {
      let file = URL(fileURLWithPath: path + "/" + name)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      let bytes = try [UInt8](Data(contentsOf: file))
      let lineEnds: [[UInt8]] = [[0x0A], [0x0D, 0x0A], [0x0D]]
      for end in lineEnds {
        let text = bytes.flatMap { $0 == 0x0A ? end : [$0] }
        #expect(Notebook.print(Notebook.parse(text, file: name)) == text, "\(name)")
      }
      count += 1
    }
  }
  #expect(count > 200)
}
