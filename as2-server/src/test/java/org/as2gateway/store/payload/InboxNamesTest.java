package org.as2gateway.store.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InboxNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '"',
      value = {
        "CON ! _CON",
        "con.txt ! _con.txt",
        "aux .edi ! _aux .edi",
        "LPT1.tar.gz ! _LPT1.tar.gz",
        "COM² ! _COM²",
        "CONIN$ ! _CONIN_",
        "nul. ! _nul",
        "=cmd.csv ! _cmd.csv",
        "=cmd|'/C calc'.csv ! C calc_.csv",
        "+1.csv ! _1.csv",
        "@sum.csv ! _sum.csv",
        "＝1.csv ! 1.csv",
        "desktop.ini ! _desktop.ini",
        "AutoRun.inf ! _AutoRun.inf",
        "Thumbs.db ! _Thumbs.db",
        "a.lnk ! a.lnk_",
        "a.URL. ! a.URL_",
        "x.library-ms ! x.library-ms_",
        "report.txt. ! report.txt",
        "report ... ! report",
        "a;rm -rf $HOME.txt ! a_rm -rf _HOME.txt",
        "a`id`.txt ! a_id_.txt",
        "%PATH%.txt ! _PATH_.txt",
        ".. ! payload",
        "a/../CON ! _CON"
      })
  void strict_names_mean_nothing_to_other_programs(String name, String safe) {
    assertThat(InboxNames.STRICT.name(name)).isEqualTo(safe);
    assertThat(InboxNames.STRICT.name(safe)).isEqualTo(safe);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest.edi",
        "Größe (2)_v1.5.txt",
        "ほげ.xml",
        "CONTENT.txt",
        "console.log",
        "COM10.txt",
        "a=b+c@d.csv",
        "lpt.txt",
        "url.txt"
      })
  void usual_names_stay(String name) {
    assertThat(InboxNames.STRICT.name(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CON", "=cmd.csv", "desktop.ini", "a.lnk", "report.txt."})
  void names_are_as_sent_by_default(String name) {
    assertThat(InboxNames.AS_SENT.name(name)).isEqualTo(name);
  }
}
