package org.as2gateway.admin.partners;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.port.Description;
import org.jspecify.annotations.Nullable;

/** What we hand out to partners. */
@Description("Connection sheet of one of our AS2 identities.")
record SheetJson(
    String as2Id,
    String name,
    String email,
    List<String> urls,
    List<SheetCertificateJson> certificates,
    Map<String, String> algorithms) {
  /** One certificate. */
  @Description("One of our certificates, for partners.")
  record SheetCertificateJson(
      String subject,
      String use,
      String serial,
      String sha256,
      String sha1,
      Instant notBefore,
      Instant notAfter,
      @Nullable Instant activeFrom,
      String pem,
      @Description("CA certificates above it, PEM; null if there are none")
          @Nullable String chain) {
    static SheetCertificateJson of(PartnerSheet.OwnCertificate own) {
      return new SheetCertificateJson(
          own.subject(),
          own.use(),
          own.serial(),
          own.sha256(),
          own.sha1(),
          own.notBefore(),
          own.notAfter(),
          own.activeFrom().orElse(null),
          own.pem(),
          own.chain().isEmpty() ? null : own.chain());
    }
  }

  /** That sheet. */
  static SheetJson of(PartnerSheet sheet) {
    return new SheetJson(
        sheet.as2Id(),
        sheet.name(),
        sheet.email(),
        sheet.urls(),
        sheet.certificates().stream().map(SheetCertificateJson::of).toList(),
        sheet.algorithms());
  }
}
