package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.usps.owners.MailerIds;

/**
 * The mailer IDs that are known.
 *
 * @param mids sorted
 * @param problems lines of the file that cannot be read
 */
@Description("Mailer IDs and their owners.")
public record MailerIdsJson(
    List<MailerIdJson> mids,
    @Description("lines of usps/mids.csv that cannot be read") List<String> problems) {
  /** One of them. */
  public record MailerIdJson(String mid, @Description("empty if not given") String owner) {}

  static MailerIdsJson of(MailerIds ids) {
    return new MailerIdsJson(
        ids.owners().entrySet().stream()
            .map(entry -> new MailerIdJson(entry.getKey(), entry.getValue()))
            .toList(),
        ids.problems());
  }
}
