package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.address.ProxyUrl;
import org.as2gateway.registry.partnerships.AttributeCheck;
import org.as2gateway.registry.partnerships.Fault;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.ProxyPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy a partner is reached by: it may stand at either direction. */
class ProxyPolicyTest {
  private static final String PROXY = "<attribute name=\"gw.proxy\" value=\"%s\"/>";
  private static final String LOGIN = "<attribute name=\"gw.proxy_login\" value=\"proxy-acme\"/>";

  @TempDir Path folder;

  private Registry registry(String out, String in) throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES + out, in));
    return home.load();
  }

  private static Partnership partnership(Registry registry, String name) {
    return registry.partnerships().partnership(name).orElseThrow();
  }

  private static ProxyPolicy proxy(Registry registry, String name) {
    return registry.proxy(partnership(registry, name));
  }

  @Test
  void it_serves_both_directions_unless_the_other_has_its_own() throws Exception {
    ProxyPolicy both =
        new ProxyPolicy(
            Optional.of(new ProxyUrl("proxy.example", 3128)), false, Optional.of("proxy-acme"));
    Registry shared = registry("", PROXY.formatted("http://proxy.example:3128") + LOGIN);
    assertThat(proxy(shared, "out")).isEqualTo(both);
    assertThat(proxy(shared, "in")).isEqualTo(both);
    Registry own =
        registry(PROXY.formatted("None"), PROXY.formatted("http://proxy.example:3128") + LOGIN);
    assertThat(proxy(own, "out"))
        .isEqualTo(new ProxyPolicy(Optional.empty(), true, Optional.empty()));
    assertThat(proxy(own, "in")).isEqualTo(both);
    assertThat(proxy(registry("", ""), "out")).isEqualTo(ProxyPolicy.NONE);
  }

  @Test
  void a_login_belongs_to_the_proxy_beside_it() throws Exception {
    Registry apart = registry(LOGIN, PROXY.formatted("http://proxy.example:3128"));
    ProxyPolicy without =
        new ProxyPolicy(Optional.of(new ProxyUrl("proxy.example", 3128)), false, Optional.empty());
    assertThat(proxy(apart, "out")).isEqualTo(without);
    assertThat(proxy(apart, "in")).isEqualTo(without);
    assertThat(proxy(registry(LOGIN, ""), "in").loginFile()).contains("proxy-acme");
  }

  @Test
  void a_login_file_that_is_not_there_is_missing() throws Exception {
    Registry registry = registry(PROXY.formatted("http://proxy.example:3128") + LOGIN, "");
    assertThat(registry.missingToSend(partnership(registry, "out"), Instant.now()))
        .containsExactly("a login for gw.proxy_login: 'data/secrets/proxy-acme' does not exist");
  }

  @ParameterizedTest
  @CsvSource({
    "gw.proxy, proxy:3128, expected 'none' or a URL such as",
    "gw.proxy, https://proxy:3128, does not speak TLS with the proxy itself",
    "gw.proxy, socks5://proxy:1080, not SOCKS",
    "gw.proxy, http://joe:hunter2@proxy:3128, without user and password",
    "gw.proxy_login, pdx-login, begins with 'proxy'",
    "gw.proxy_login, ../proxy, expected the plain name of a file"
  })
  void a_wrong_value_is_a_fault_that_says_what_is_expected(
      String name, String value, String expected) {
    List<Fault> faults = AttributeCheck.faults(Map.of(name, value));
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).text()).contains(expected).contains(name).doesNotContain("hunter2");
  }
}
