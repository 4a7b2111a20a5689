package org.as2gateway.admin.server;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every page after {@link Night}. */
@Tag("browser")
@Tag("long")
final class NightPagesIT extends AllPagesContract {
  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(() -> Night.pass(folder));

  @Override
  Desk desk() {
    return DESK;
  }

  @Override
  String state() {
    return "night";
  }
}
