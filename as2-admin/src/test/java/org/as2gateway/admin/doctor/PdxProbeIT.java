package org.as2gateway.admin.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.doctor.Finding.Verdict;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.registry.Registry;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.PdxCall;
import org.as2gateway.transport.pdx.synthetic.Fault;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.as2gateway.transport.proxy.Proxies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdxProbeIT {
  @TempDir private Path root;
  private final Clock clock = Clock.systemUTC();
  private SyntheticPdx pdx;
  private TestHome home;

  @BeforeEach
  void open() throws Exception {
    pdx = SyntheticPdx.open(root.resolve("pdx"), 0, "jane", "secret", clock);
    home =
        new TestHome(root.resolve("home"))
            .station("us", TestPki.rsa("us"))
            .partner("usps", TestPki.rsa("usps").certificate());
    Map<String, String> attributes = new HashMap<>();
    attributes.put("gw.transport", "pdx");
    attributes.put("gw.pdx_environment", "CAT");
    attributes.put("gw.pdx_login", "pdx-login");
    home.partnership("us", "usps", attributes);
    login("secret");
  }

  @AfterEach
  void close() {
    pdx.close();
  }

  private void login(String password) throws IOException {
    Path secrets = Files.createDirectories(home.path().resolve("data/secrets"));
    Files.writeString(secrets.resolve("pdx-login"), "jane\n" + password + "\n" + pdx.url() + "\n");
  }

  private Section examine() throws Exception {
    Registry registry = HomeRegistry.read(home.path(), Map.of(), clock);
    List<Section> sections =
        new PartnerChecks(
                home.path(),
                registry,
                Proxies.of(home.config(), () -> registry, clock),
                Map.of(),
                clock)
            .examine(registry.partnerships().partner("usps").orElseThrow());
    return sections.get(1);
  }

  private static Finding last(Section section) {
    return section.findings().get(section.findings().size() - 1);
  }

  @Test
  void looks_from_the_name_of_the_host_to_the_sign_in() throws Exception {
    Section section = examine();
    assertThat(section.findings())
        .extracting(Finding::subject)
        .contains("DNS", "TCP", "PDX sign-in");
    assertThat(last(section).verdict()).isEqualTo(Verdict.GOOD);
    assertThat(last(section).text()).contains("'jane' is signed in at 127.0.0.1");
  }

  @Test
  void reports_a_refused_sign_in_with_the_remedy() throws Exception {
    login("wrong");
    assertThat(last(examine()).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(last(examine()).text())
        .contains("refuses to sign in 'jane'", "Business Customer Gateway")
        .doesNotContain("wrong");
  }

  @Test
  void shows_an_answer_that_is_none_of_pdx() throws Exception {
    pdx.fail(PdxCall.EXTRACTS, Fault.HTML, 1);
    assertThat(last(examine()).text()).contains("is not JSON", "begins with");
  }
}
