package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.certs.Issued;
import org.as2gateway.registry.certs.RequestSubject;

/** Certificates from an authority for keys of ours: requested, and imported once issued. */
public final class KeyRoutes {
  private static final String CERTIFICATES = "/api/v1/certificates/{alias}";

  private final Registrar registrar;

  /** Routes that use that registrar. */
  public KeyRoutes(Registrar registrar) {
    this.registrar = registrar;
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.post(
                CERTIFICATES + "/{fingerprint}/request",
                "Create a certificate request (PKCS #10) for one of our keys",
                RequestJson.class,
                this::request)
            .takes(Subject.class)
            .by(Role.PARTNER_MANAGER),
        Route.post(
                CERTIFICATES + "/issued",
                "Import the certificate that a CA has issued for one of our keys",
                CertificatesJson.class,
                this::issued)
            .status(201)
            .takes(IssuedFile.class)
            .by(Role.PARTNER_MANAGER));
  }

  @Description("A certificate request for a CA.")
  private record RequestJson(@Description("PEM") String request) {}

  @Description("Subject of the requested certificate.")
  private record Subject(
      String commonName,
      Optional<String> organization,
      Optional<String> unit,
      Optional<String> locality,
      Optional<String> state,
      @Description("two letters") Optional<String> country)
      implements RequestDocument {}

  @Description("A CA-issued certificate and its chain, as 'pem' or 'file'.")
  private record IssuedFile(
      @Description("PEM, or PKCS #7 in PEM") Optional<String> pem,
      @Description("a file in Base64: PEM, DER or PKCS #7") Optional<String> file,
      @Description("when to start using it for sending; default: not until it is activated")
          Optional<Instant> activeFrom)
      implements RequestDocument {}

  private RequestJson request(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    RequestSubject subject =
        new RequestSubject(
            body.required("commonName"),
            body.text("organization").orElse(""),
            body.text("unit").orElse(""),
            body.text("locality").orElse(""),
            body.text("state").orElse(""),
            body.text("country").orElse(""));
    return new RequestJson(
        Edits.make(
            () ->
                registrar.request(
                    Caller.of(context).actor(),
                    context.pathParam("alias"),
                    context.pathParam("fingerprint"),
                    subject)));
  }

  private CertificatesJson issued(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    Upload upload = CertificateRoutes.upload(body);
    Optional<Instant> activeFrom = body.time("activeFrom");
    Issued issued =
        Edits.make(
            () ->
                registrar.importIssued(
                    Caller.of(context).actor(), context.pathParam("alias"), upload, activeFrom));
    return CertificatesJson.issued(issued);
  }
}
