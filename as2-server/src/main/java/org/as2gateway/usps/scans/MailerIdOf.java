package org.as2gateway.usps.scans;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.usps.files.PieceNumber;

/** Whose a piece is: its number has a mailer ID, and so has that of its file. */
final class MailerIdOf {
  private MailerIdOf() {}

  /**
   * Whether one of the numbers has one of the mailer IDs.
   *
   * @param mailerIds none for any
   */
  static boolean any(Set<String> mailerIds, String... numbers) {
    return mailerIds.isEmpty()
        || Arrays.stream(numbers)
            .map(number -> PieceNumber.of(number, -1))
            .flatMap(Optional::stream)
            .filter(number -> !number.isS10())
            .anyMatch(number -> mailerIds.contains(number.mailerId()));
  }
}
