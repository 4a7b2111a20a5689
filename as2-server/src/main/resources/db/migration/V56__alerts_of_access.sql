-- A rule for all kinds of alerts covers refused access too.
UPDATE alert_rule SET kinds = CONCAT(kinds, ',access-refused') WHERE kinds LIKE
  'not-accepting,disk,failed,refused,blocked,mdn-overdue,queue-stuck,not-delivered,on-hold,registry,incomplete,certificate,certificate-offer,unproven-receipt,replayed,attack,expected-file,expected-answer,silent,token,unknown-sender,usps-rejected,usps-unconfirmed,usps-not-scanned,pdx-sign-in,pdx-unused,pdx-answer,sftp-host-key,sftp-unreachable%' AND kinds NOT LIKE '%access-refused%';
