package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.admin.partners.Uploads;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.OwnAccount;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.SignIns.Present;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.Issued;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.RequestSubject;
import org.as2gateway.registry.partnerships.EditRefused;
import org.jspecify.annotations.Nullable;

/** A key of ours: a certificate for it from an authority, and a backup of it. */
final class KeyPages {
  private static final String ONE = "/certificates/{alias}/{fingerprint}";
  private static final String REQUEST = ONE + "/request";
  private static final String BACKUP = ONE + "/backup";
  private static final int SHORTEST_PASSWORD = 12;

  private final CertificateDesk desk;
  private final OwnAccount own;

  KeyPages(CertificateDesk desk) {
    this.desk = desk;
    this.own = desk.gateway().identity().own();
  }

  List<Route> routes() {
    return List.of(
        Route.page(REQUEST, "Get a certificate from a CA", context -> showRequest(context, null))
            .by(Role.PARTNER_MANAGER),
        Route.form(REQUEST, "Download a certificate request", this::request)
            .by(Role.PARTNER_MANAGER),
        Route.upload(ONE + "/issued", "Import the certificate that a CA has issued", this::issued)
            .by(Role.PARTNER_MANAGER),
        Route.page(BACKUP, "Back up a key", context -> showBackup(context, null))
            .by(Role.ADMINISTRATOR),
        Route.form(BACKUP, "Download a key", this::backup).by(Role.ADMINISTRATOR));
  }

  private void showRequest(Context context, @Nullable String error) {
    show(context, "certificates/request", "CA certificate", error);
  }

  private void showBackup(Context context, @Nullable String error) {
    show(context, "certificates/backup", "Key backup", error);
  }

  private void show(Context context, String template, String title, @Nullable String error) {
    CertificateEntry entry = desk.ownKey(context);
    if (error != null) {
      context.status(422);
    }
    boolean hasPassword =
        Caller.of(context).present().filter(p -> !own.isFromElsewhere(p.user())).isPresent();
    String sentence = error == null ? null : Format.sentence(error);
    desk.screen().show(context, template, title, new KeyView(entry, hasPassword, sentence));
  }

  private void request(Context context) {
    CertificateEntry entry = desk.ownKey(context);
    RequestSubject subject =
        new RequestSubject(
            Forms.text(context, "cn"),
            Forms.text(context, "o"),
            Forms.text(context, "ou"),
            Forms.text(context, "l"),
            Forms.text(context, "st"),
            Forms.text(context, "c"));
    try {
      String pem =
          desk.registrar()
              .request(CertificateDesk.actor(context), entry.alias(), entry.fingerprint(), subject);
      CertificateDesk.attach(context, entry, "csr", "application/pkcs10")
          .result(pem.getBytes(StandardCharsets.US_ASCII));
    } catch (CertsException e) {
      showRequest(context, "no request was created: " + e.getMessage());
    }
  }

  private void issued(Context context) throws IOException {
    Uploads.check(context);
    CertificateEntry entry = desk.ownKey(context);
    try {
      Upload upload =
          Uploads.of(context, "file", "text")
              .orElseThrow(() -> new CertsException("choose a file or paste the text"));
      Issued issued =
          desk.registrar()
              .importIssued(
                  CertificateDesk.actor(context),
                  entry.alias(),
                  upload,
                  Forms.time(context, "from"));
      List<String> told = new ArrayList<>();
      told.add("The certificate was imported. It is used once you schedule it or switch to it.");
      issued.notes().forEach(note -> told.add(Format.sentence(note)));
      desk.screen().redirect(context, Links.alias(entry.alias()), String.join(" ", told));
    } catch (CertsException | EditRefused e) {
      showRequest(context, "nothing was imported: " + e.getMessage());
    }
  }

  private void backup(Context context) {
    CertificateEntry entry = desk.ownKey(context);
    String password = Forms.text(context, "password");
    try {
      checkNew(password, Forms.text(context, "again"));
      Optional<Present> present = Caller.of(context).present();
      if (present.isEmpty()) {
        throw new ProblemException(409, "a token has no password; sign in as a user");
      }
      own.confirm(present.get(), CertificateDesk.actor(context), Forms.text(context, "old"));
      byte[] file =
          desk.registrar()
              .exportKey(
                  CertificateDesk.actor(context),
                  entry.alias(),
                  entry.fingerprint(),
                  KeyStorePassword.of(password));
      CertificateDesk.attach(context, entry, "p12", "application/x-pkcs12").result(file);
    } catch (AccountRefused | CertsException e) {
      showBackup(context, "the key was not exported: " + e.getMessage());
    }
  }

  private static void checkNew(String password, String again) throws CertsException {
    if (password.length() < SHORTEST_PASSWORD) {
      throw new CertsException(
          "the password of the file is too short, expected at least %d characters"
              .formatted(SHORTEST_PASSWORD));
    }
    if (!password.equals(again)) {
      throw new CertsException("the two passwords of the file differ");
    }
  }
}
