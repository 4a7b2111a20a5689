package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.admin.partners.Uploads;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.PgpRegistrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.pgp.PgpKeyFile;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.KeyStorePassword;

/** Certificates from a file, from pasted text or out of a message: reviewed, then imported. */
final class ImportPages {
  private static final String LOOK = "/certificate-import";
  private static final String ENCLOSED = LOOK + "/message/{id}";

  private final CertificateDesk desk;
  private final EnclosedCertificates enclosed;

  ImportPages(CertificateDesk desk) {
    this.desk = desk;
    this.enclosed = new EnclosedCertificates(desk.gateway(), desk.registrar());
  }

  List<Route> routes() {
    return List.of(
        Route.upload(LOOK, "Review certificates before import", this::look)
            .by(Role.PARTNER_MANAGER),
        Route.form(LOOK + "/take", "Import certificates", this::take).by(Role.PARTNER_MANAGER),
        Route.page(
                ENCLOSED, "Review the certificate that came inside a message", this::lookEnclosed)
            .by(Role.PARTNER_MANAGER),
        Route.form(
                ENCLOSED + "/take",
                "Import the certificate that came inside a message",
                this::takeEnclosed)
            .by(Role.PARTNER_MANAGER));
  }

  private void look(Context context) throws IOException {
    Uploads.check(context);
    String alias = Forms.text(context, "alias").strip();
    String use = Forms.text(context, "use");
    Optional<Upload> upload = Uploads.of(context, "file", "text");
    String password = Forms.text(context, "password");
    if (upload.isPresent() && !password.isEmpty()) {
      takeKeys(context, alias, upload.get(), password);
      return;
    }
    try {
      byte[] content = upload.map(u -> u.content().toBytes()).orElse(new byte[0]);
      if (PgpKeyFile.isKeys(content)) {
        showReview(
            context,
            ReviewView.ofPgp(alias, new PgpRegistrar(desk.registrar()).look(alias, content)));
        return;
      }
      List<CertificateAdvice> found = desk.registrar().look(alias, content);
      showReview(
          context,
          ReviewView.ofFile(alias, use, found, Compared.of(context)).beside(desk.present(alias)));
    } catch (CertsException e) {
      context.status(422);
      String name = upload.map(Upload::name).orElse("choose a file or paste the text");
      showReview(context, ReviewView.unreadable(alias, name + ": " + e.getMessage()));
    }
  }

  private void lookEnclosed(Context context) {
    EnclosedCertificate found = enclosed.require(context.pathParam("id"));
    showReview(
        context,
        ReviewView.ofMessage(found, Compared.of(context)).beside(desk.present(found.alias())));
  }

  private void takeEnclosed(Context context) throws IOException {
    EnclosedCertificate found = enclosed.require(context.pathParam("id"));
    take(context, found.alias(), found.upload(), options(context));
  }

  private void showReview(Context context, ReviewView view) {
    desk.screen().show(context, "certificates/review", "Review certificates", view);
  }

  private void takeKeys(Context context, String alias, Upload upload, String password)
      throws IOException {
    ImportOptions options =
        new ImportOptions(
            Optional.empty(), Optional.empty(), Optional.of(KeyStorePassword.of(password)));
    take(context, alias, upload, options);
  }

  private void take(Context context) throws IOException {
    String pem = Forms.text(context, "pem");
    take(
        context,
        Forms.text(context, "alias"),
        new Upload("certificate", Octets.of(pem.getBytes(StandardCharsets.US_ASCII))),
        options(context));
  }

  private static ImportOptions options(Context context) {
    Optional<Set<CertificateUse>> uses =
        switch (Forms.text(context, "use")) {
          case "sign" -> Optional.of(EnumSet.of(CertificateUse.SIGN));
          case "encrypt" -> Optional.of(EnumSet.of(CertificateUse.ENCRYPT));
          default -> Optional.empty();
        };
    return new ImportOptions(uses, Forms.time(context, "from"), Optional.empty());
  }

  private void take(Context context, String alias, Upload upload, ImportOptions options)
      throws IOException {
    ImportReport report =
        Edits.make(
            () ->
                desk.registrar()
                    .importCertificates(CertificateDesk.actor(context), alias, upload, options));
    if (report.isEmpty()) {
      throw new ProblemException(422, String.join("; ", report.remarks()));
    }
    List<String> told = new ArrayList<>();
    if (!report.pgp().isEmpty()) {
      told.add(
          "Imported OpenPGP key "
              + report.pgp().stream().map(e -> e.key().name()).collect(Collectors.joining(", "))
              + ".");
    }
    if (!report.added().isEmpty()) {
      told.add(
          "Imported "
              + report.added().stream()
                  .map(entry -> CertificateLine.nameOf(entry.certificate()))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    report.remarks().forEach(remark -> told.add(remark + "."));
    desk.screen().redirect(context, Links.alias(alias), String.join(" ", told));
  }
}
