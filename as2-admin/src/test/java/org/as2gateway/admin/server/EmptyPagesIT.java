package org.as2gateway.admin.server;

import java.nio.file.Path;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every page of a home that has nothing yet. */
@Tag("browser")
@Tag("long")
final class EmptyPagesIT extends AllPagesContract {
  @TempDir private static Path folder;

  @RegisterExtension
  static final Desk DESK = Desk.of(() -> new TestHome(folder).station("Us", TestPki.rsa("CN=us")));

  @Override
  Desk desk() {
    return DESK;
  }

  @Override
  String state() {
    return "empty";
  }
}
