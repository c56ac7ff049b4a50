SELECT nmae, count(*) FROM sales;
