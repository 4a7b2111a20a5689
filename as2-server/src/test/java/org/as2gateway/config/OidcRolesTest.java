package org.as2gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void names_in_a_list_stand_as_they_are() throws Exception {
    assertThat(administrators("['CN=as2-admins,OU=groups', ' night shift ']"))
        .containsExactly("CN=as2-admins,OU=groups", " night shift ");
  }

  @Test
  void plain_names_may_stand_with_commas_between() throws Exception {
    assertThat(administrators("'edi, night shift'")).containsExactly("edi", "night shift");
  }

  @Test
  void an_ldap_name_is_not_taken_apart() {
    assertThatThrownBy(() -> administrators("'CN=as2-admins,OU=groups'"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must stand in a list");
  }

  @Test
  void a_list_of_nothing_or_of_lists_is_refused() {
    for (String wrong : List.of("[]", "['']", "[[a]]", "[a, ~]")) {
      assertThatThrownBy(() -> administrators(wrong)).as(wrong).isInstanceOf(ConfigException.class);
    }
  }
}
