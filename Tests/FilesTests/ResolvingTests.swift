// Paths written in a file, seen from the program.

import Files
import SystemPackage
import Testing

@Test(
  "a path is resolved as text from the folder it is read in",
  arguments: [
    (".", "a.csv", "a.csv"), ("notebooks", "../datasets/x", "datasets/x"),
    (".", "../../a", "../../a"), ("..", "../a", "../../a"), ("a", "..", "."),
    ("/", "../a", "/a"), ("/a/b", "../c", "/a/c"), ("a", "/etc", "/etc"),
    ("a//b/", "./c//d", "a/b/c/d"),
  ])
func resolving(folder: String, path: String, expected: String) {
  #expect(FilePath(folder).resolving(path) == FilePath(expected))
}
