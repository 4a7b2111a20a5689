package org.as2gateway.testkit;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.NetworkChannel;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** What no class of any module does, whatever its package. */
public final class CodeRules {
  private CodeRules() {}

  /** NullAway passes over a package without the mark in silence. */
  @ArchTest
  public static final ArchRule every_package_is_null_marked =
      classes().should(resideInANullMarkedPackage());

  @ArchTest
  public static final ArchRule static_fields_are_final =
      fields().that().areStatic().should().beFinal();

  @ArchTest
  public static final ArchRule names_say_what_a_class_is_for =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Base|Common)");

  @ArchTest
  public static final ArchRule packages_are_features =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..helper..", "..common..", "..manager..", "..base..");

  @ArchTest
  public static final ArchRule logging_is_slf4j =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  public static final ArchRule nothing_is_made_for_java_serialisation =
      classes()
          .that()
          .areNotAssignableTo(Throwable.class)
          .and()
          .areNotEnums()
          .should(notImplementSerializableThemselves());

  @ArchTest
  public static final ArchRule nothing_is_serialised_or_deserialised =
      noClasses()
          .should()
          .dependOnClassesThat(
              assignableTo(ObjectInputStream.class)
                  .or(assignableTo(ObjectOutputStream.class))
                  .or(assignableTo(Externalizable.class)))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.beans..", "java.rmi..", "javax.management..");

  @ArchTest
  public static final ArchRule no_other_program_is_run =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .callMethodWhere(
              target(name("exec")).and(target(With.<JavaClass>owner(assignableTo(Runtime.class)))));

  /**
   * Nothing listens beside the two ports, and the database's own console and server least of all.
   */
  @ArchTest
  public static final ArchRule the_database_is_reached_from_inside_only =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.h2.server..", "org.h2.tools..");

  @ArchTest
  public static final ArchRule no_code_is_loaded_interpreted_or_looked_up =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ClassLoader.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.script..", "javax.naming..", "javax.tools..")
          .orShould()
          .callMethod(Class.class, "forName", String.class);

  @ArchTest
  public static final ArchRule time_comes_from_a_clock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** Connections and listeners exist in these packages only, TLS with them. */
  public static ArchRule socketsOnlyIn(String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat(
            assignableTo(Socket.class)
                .or(assignableTo(ServerSocket.class))
                .or(assignableTo(DatagramSocket.class))
                .or(assignableTo(NetworkChannel.class))
                .or(assignableTo(URLConnection.class)))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.net..")
        .orShould()
        .callMethodWhere(
            target(nameMatching("open(Stream|Connection)"))
                .and(target(With.<JavaClass>owner(assignableTo(URL.class)))));
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package marked @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  item, item.getPackageName() + " has no package-info with @NullMarked"));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> notImplementSerializableThemselves() {
    return new ArchCondition<>("not implement Serializable themselves") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        if (item.getRawInterfaces().stream().anyMatch(i -> i.isEquivalentTo(Serializable.class))) {
          events.add(SimpleConditionEvent.violated(item, item.getName() + " is Serializable"));
        }
      }
    };
  }
}
