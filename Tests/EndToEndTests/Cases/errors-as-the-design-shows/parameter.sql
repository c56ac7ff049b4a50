select * from sales
where qty > :min_qti;
