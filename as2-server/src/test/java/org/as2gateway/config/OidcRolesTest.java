package org.as2gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is an administrator must not depend on where a comma stands in the name of a group. */
class OidcRolesTest {
  @TempDir private Path home;

  private List<String> administrators(String written) throws Exception {
    Files.writeString(
        home.resolve("gateway.yaml"),
        "oidc:\n  issuer: https://idp.example\n  roles: { administrator: " + written + " }\n");
    return GatewayConfigReader.read(home, Map.of()).oidc().roles().get("administrator");
  }

  @Test
  void plain_names_stand_with_commas_between() throws Exception {
    assertThat(administrators("'edi, night shift'")).containsExactly("edi", "night shift");
  }

  @Test
  void a_comma_in_a_name_is_escaped() throws Exception {
    assertThat(administrators("'x\\,admin, y'")).containsExactly("x,admin", "y");
  }

  @Test
  void ldap_names_keep_their_commas_and_stand_with_semicolons_between() throws Exception {
    assertThat(administrators("'CN=as2-admins,OU=groups'"))
        .containsExactly("CN=as2-admins,OU=groups");
    assertThat(administrators("'CN=a,OU=groups; CN=b,OU=groups'"))
        .containsExactly("CN=a,OU=groups", "CN=b,OU=groups");
  }
}
