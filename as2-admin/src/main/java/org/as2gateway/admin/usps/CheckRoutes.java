package org.as2gateway.admin.usps;

import static org.as2gateway.admin.port.QueryParameter.flag;
import static org.as2gateway.admin.port.QueryParameter.text;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.as2gateway.admin.port.BodyType;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.smime.MultipartFiles;
import org.as2gateway.as2.smime.MultipartFiles.FormFile;
import org.as2gateway.people.accounts.Role;

/** Checks manifests without sending them. */
public final class CheckRoutes {
  private static final String PATH = "/api/v1/usps/check";

  private final CheckDesk desk;

  /** The routes of that desk. */
  public CheckRoutes(CheckDesk desk) {
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
                PATH,
                "Check the request body, or the files of a form, without sending anything",
                CheckJson.class,
                this::check)
            .takes(BodyType.BYTES)
            .asking(
                text("filename").says("required unless the body is multipart/form-data"),
                flag("correction")
                    .says(
                        "true: the files correct earlier ones, so their numbers have to be known"))
            .streaming()
            .by(Role.VIEWER));
  }

  private CheckJson check(Context context) throws IOException {
    boolean isCorrection = "true".equals(context.queryParam("correction"));
    String type = Objects.requireNonNullElse(context.contentType(), "");
    Optional<MultipartFiles> form = MultipartFiles.of(type, context.bodyInputStream());
    if (form.isPresent()) {
      return check(form.get(), isCorrection);
    }
    String name =
        Optional.ofNullable(context.queryParam("filename"))
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () ->
                    new ProblemException(
                        400,
                        "query parameter 'filename' is missing; expected ?filename=FILE, or"
                            + " multipart/form-data"));
    return CheckJson.of(List.of(desk.check(name, context.bodyInputStream(), isCorrection)));
  }

  private CheckJson check(MultipartFiles form, boolean isCorrection) throws IOException {
    Optional<FormFile> first = CheckDesk.nextFile(form);
    if (first.isEmpty()) {
      throw new ProblemException(400, "the form has no file, expected at least one");
    }
    CheckDesk.Checked checked = desk.check(first, form, isCorrection);
    if (checked.isCut()) {
      throw new ProblemException(
          400,
          "the form has too many files, expected at most "
              + CheckDesk.MOST_FILES
              + ": check the others separately");
    }
    return CheckJson.of(checked.files());
  }
}
