package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.AdvisedCertificateJson;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;

/** The certificate that came inside a message whose signer is not known: to look at, to take. */
public final class EnclosedRoutes {
  private static final String ONE = "/api/v1/messages/{id}/certificate";

  private final Registrar registrar;
  private final EnclosedCertificates enclosed;

  /** Routes about the messages of that gateway. */
  public EnclosedRoutes(Gateway gateway, Registrar registrar) {
    this.registrar = registrar;
    this.enclosed = new EnclosedCertificates(gateway, registrar);
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.get(
                ONE,
                "Review the certificate that came inside a message with an unknown signer",
                EnclosedCertificateJson.class,
                this::look)
            .or(404)
            .by(Role.PARTNER_MANAGER),
        Route.post(
                ONE + "/import",
                "Import the certificate that came inside a message",
                CertificatesJson.class,
                this::take)
            .status(201)
            .or(404)
            .takes(EnclosedImport.class)
            .by(Role.PARTNER_MANAGER));
  }

  @Description(
      "A certificate that came inside a message or receipt. The sender chose it: it proves nothing"
          + " until the fingerprint is compared over another channel.")
  private record EnclosedCertificateJson(
      String message,
      String partner,
      @Description("folder it is imported into") String alias,
      AdvisedCertificateJson certificate) {}

  @Description("Import of a certificate that came inside a message.")
  private record EnclosedImport(
      @Description("SHA-256 fingerprint that the partner read to you, 64 hex digits")
          String fingerprint,
      @Description(values = {"sign", "encrypt", "both"}) Optional<String> use,
      Optional<Instant> activeFrom)
      implements RequestDocument {}

  private EnclosedCertificateJson look(Context context) {
    EnclosedCertificate found = enclosed.require(context.pathParam("id"));
    return new EnclosedCertificateJson(
        found.message().id(),
        found.partner(),
        found.alias(),
        AdvisedCertificateJson.of(found.advice()));
  }

  private CertificatesJson take(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    Compared compared = new Compared(body.required("fingerprint"));
    EnclosedCertificate found = enclosed.require(context.pathParam("id"));
    if (!compared.isEqual(found.advice().candidate().fingerprint())) {
      throw new ProblemException(
          422,
          "the fingerprint is not that of the certificate in message '%s'; nothing was imported"
              .formatted(found.message().id()));
    }
    ImportOptions options =
        new ImportOptions(CertificateRoutes.uses(body), body.time("activeFrom"), Optional.empty());
    ImportReport report =
        Edits.make(
            () ->
                registrar.importCertificates(
                    Caller.of(context).actor(), found.alias(), found.upload(), options));
    return CertificateRoutes.imported(report);
  }
}
