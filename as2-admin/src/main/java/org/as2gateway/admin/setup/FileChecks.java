package org.as2gateway.admin.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.PartnerChecks;
import org.as2gateway.admin.doctor.Section;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.sftp.client.SftpProblem.WrongHostKey;

/**
 * The checks of a set-up over SFTP or PDX: those of {@code ./as2 partner test}, with the entries
 * that the set-up would write.
 */
final class FileChecks {
  private final Registrar registrar;
  private final Path home;
  private final Map<String, String> environment;
  private final Proxies proxies;

  FileChecks(Registrar registrar, Path home, Map<String, String> environment, Proxies proxies) {
    this.registrar = registrar;
    this.proxies = proxies;
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Looks, and says what to keep.
   *
   * @param hasRoundTrip whether a test file is uploaded and removed, with SFTP
   */
  Map<String, String> answers(Onboarding onboarding, boolean hasRoundTrip)
      throws EditRefused, IOException {
    Registry planned = new FileEntries(registrar).preview(onboarding);
    Partner partner = planned.partnerships().partner(onboarding.partner()).orElseThrow();
    PartnerChecks exam = new PartnerChecks(home, planned, proxies, environment, registrar.clock());
    List<Finding> findings = new ArrayList<>();
    Optional<WrongHostKey> hostKey = Optional.empty();
    for (Section section : (hasRoundTrip ? exam.withRoundTrip() : exam).examine(partner)) {
      findings.addAll(section.findings());
      Optional<WrongHostKey> before = hostKey;
      hostKey = section.hostKey().or(() -> before);
    }
    boolean isGood =
        findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.FAILED)
            && PartnerReport.missing(planned, partner, registrar.now()).isEmpty();
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put(Answer.CHECKS, FindingText.write(findings));
    answers.put(Answer.CHECKS_VERDICT, Answer.verdict(isGood));
    answers.put(Answer.CHECKS_AT, registrar.now().toString());
    answers.put(Answer.HOST_KEY_SHOWN, hostKey.map(WrongHostKey::found).orElse(""));
    answers.put(Answer.HOST_KEY_TYPE, hostKey.map(WrongHostKey::type).orElse(""));
    return answers;
  }

  /** Resets the results of the last checks if a setting that they depend on has changed. */
  static Map<String, String> voided(Onboarding before, Onboarding after) {
    boolean isSame =
        FileAnswers.attributes(before).equals(FileAnswers.attributes(after))
            && before.answer(Answer.SFTP_SIDE).equals(after.answer(Answer.SFTP_SIDE))
            && before.answer(Answer.PGP).equals(after.answer(Answer.PGP));
    return isSame
        ? Map.of()
        : Map.of(
            Answer.CHECKS,
            "",
            Answer.CHECKS_VERDICT,
            "",
            Answer.HOST_KEY_SHOWN,
            "",
            Answer.HOST_KEY_TYPE,
            "");
  }
}
