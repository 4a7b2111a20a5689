package org.as2gateway.admin.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.partners.PartnerState.Facts;
import org.as2gateway.admin.partners.PartnerState.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnerStateTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // missing, set up, testing, hold, error, one way, state, summary
        "-, false, false, false, -, false, READY, ''",
        "-, false, false, false, -, true, READY, one direction only",
        "a URL;a key, false, false, true, timeout, false, INCOMPLETE, a URL and 1 more",
        "a URL, true, false, false, -, false, BEING_SET_UP, a URL",
        "-, true, false, false, -, true, BEING_SET_UP, ''",
        "-, true, true, true, timeout, false, TESTING, timeout",
        "-, false, true, false, -, false, TESTING, ''",
        "-, false, false, true, timeout, false, ON_HOLD, ''",
        "-, false, false, false, timeout, true, UNREACHABLE, timeout"
      })
  void one_place_decides(
      String missing,
      boolean isBeingSetUp,
      boolean isTesting,
      boolean isOnHold,
      String error,
      boolean isOneWay,
      Kind kind,
      String summary) {
    PartnerState state =
        PartnerState.of(
            new Facts(
                missing == null ? List.of() : List.of(missing.split(";", -1)),
                isBeingSetUp,
                isTesting,
                isOnHold,
                Optional.ofNullable(error),
                isOneWay));
    assertThat(state.kind()).isEqualTo(kind);
    assertThat(state.summary()).isEqualTo(summary);
  }
}
