wher id = 3;
