select * from 'trips.csv'
;
