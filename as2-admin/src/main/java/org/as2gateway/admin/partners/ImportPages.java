package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.partners.ImportView.NewCertificate;
import org.as2gateway.admin.partners.ImportView.Report;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.certs.Candidate;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.jspecify.annotations.Nullable;

/** Import of partners: the file, who of it is us, a preview, and only then the import. */
public final class ImportPages {
  private static final String PATH = "/partner-import";
  private static final String SUMMARY = "Import partners from a file";

  private final Screen screen;
  private final Registrar registrar;

  /** Pages of that registrar's gateway. */
  public ImportPages(Screen screen, Registrar registrar) {
    this.screen = screen;
    this.registrar = registrar;
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.page(PATH, SUMMARY, this::form).by(Role.PARTNER_MANAGER),
        Route.upload(PATH, SUMMARY, this::take).by(Role.PARTNER_MANAGER));
  }

  private void form(Context context) {
    show(context, new byte[0], List.of(), null, null);
  }

  private void show(
      Context context,
      byte[] content,
      List<String> candidates,
      @Nullable Report report,
      @Nullable String error) {
    List<String> stations =
        PartnerReport.stations(registrar.registry()).stream().map(Partner::name).toList();
    screen.show(
        context,
        "partners/import",
        "Import partners",
        new ImportView(
            error,
            Base64.getEncoder().encodeToString(content),
            candidates,
            Forms.text(context, "us"),
            Forms.text(context, "station"),
            stations,
            report));
  }

  private void take(Context context) throws IOException {
    Uploads.check(context);
    byte[] content = content(context);
    try {
      if (content.length == 0) {
        throw new ProblemException(422, "choose a file or paste its text");
      }
      Ours ours = new Ours(given(context, "station"), given(context, "us"));
      List<String> candidates = PartnerImport.unclear(registrar.registry(), content);
      if (!candidates.isEmpty() && ours.inFile().isEmpty()) {
        show(context, content, candidates, null, null);
        return;
      }
      boolean isPreview = given(context, "preview").isPresent();
      PartnerImport plan = PartnerImport.of(registrar.registry(), content, ours);
      List<NewCertificate> certificates = certificates(plan);
      if (!isPreview) {
        plan.into(registrar, Caller.of(context).actor());
      }
      show(context, content, List.of(), report(plan, certificates, isPreview), null);
    } catch (EditRefused | CertsException | ProblemException e) {
      context.status(422);
      show(context, content, List.of(), null, e.getMessage());
    }
  }

  private static Optional<String> given(Context context, String name) {
    return Optional.of(Forms.text(context, name).strip()).filter(text -> !text.isEmpty());
  }

  /** The file, or the one that an earlier answer carries; nothing without. */
  private static byte[] content(Context context) throws IOException {
    Optional<Upload> upload = Uploads.of(context, "file", "text");
    if (upload.isPresent()) {
      return upload.get().content().toBytes();
    }
    try {
      return Base64.getDecoder().decode(Forms.text(context, "kept"));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(422, "the file was cut off; choose it again");
    }
  }

  private List<NewCertificate> certificates(PartnerImport plan) throws CertsException {
    List<NewCertificate> certificates = new ArrayList<>();
    for (Map.Entry<String, String> one : plan.certificates().entrySet()) {
      byte[] pem = one.getValue().getBytes(StandardCharsets.UTF_8);
      for (Candidate candidate : registrar.certificates().inspect(pem)) {
        certificates.add(
            new NewCertificate(
                one.getKey(),
                candidate.certificate().getSubjectX500Principal().getName(),
                PartnerSheet.inPairs(candidate.fingerprint())));
      }
    }
    return certificates;
  }

  private Report report(PartnerImport plan, List<NewCertificate> certificates, boolean isPreview) {
    List<String> missing = new ArrayList<>();
    for (String name : plan.names()) {
      registrar
          .registry()
          .partnerships()
          .partner(name)
          .map(p -> PartnerReport.missing(registrar.registry(), p, registrar.now()))
          .orElse(List.of())
          .forEach(what -> missing.add(name + ": " + what));
    }
    return new Report(
        isPreview,
        plan.names(),
        plan.added().stream().map(ImportPages::line).toList(),
        certificates,
        missing,
        plan.notes());
  }

  private static String line(PartnershipEntry entry) {
    String url = entry.attributes().getOrDefault("as2_url", "");
    return entry.name()
        + " (from "
        + entry.sender()
        + " to "
        + entry.receiver()
        + (url.isEmpty() ? "" : ", " + url)
        + ")";
  }
}
