package org.as2gateway.store.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HomeFoldersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "USPS_DTS-to-acme ! USPS_DTS-to-acme",
        "two words ! two words",
        "a/b ! a%2Fb",
        ".. ! %2E%2E",
        "-x ! %2Dx",
        "a. ! a%2E",
        "100% ! 100%25",
        "a%2Fb ! a%252Fb",
        "Müller ! M%C3%BCller",
        "a:b*c?d ! a%3Ab%2Ac%3Fd",
        "' x ' ! %20x%20",
        "'' ! %"
      })
  void encodes_what_is_no_safe_folder_name(String name, String folder) {
    assertThat(HomeFolders.folderName(name)).isEqualTo(folder);
  }

  @Test
  void long_names_stay_apart_and_fit_every_file_system() {
    String first = HomeFolders.folderName("ü".repeat(150) + "a");
    String second = HomeFolders.folderName("ü".repeat(150) + "b");
    assertThat(first).isNotEqualTo(second);
    assertThat(first.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(200);
  }

  @Test
  void no_name_leaves_its_root() {
    HomeFolders folders = new HomeFolders(Path.of("/srv/as2"));
    for (String name : new String[] {"..", ".", "", "../../x", "/etc", "a/../../b", "a\u0000b"}) {
      assertThat(folders.inbox(name).normalize().getParent()).isEqualTo(folders.inbox());
    }
  }
}
