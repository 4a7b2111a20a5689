package org.as2gateway.testkit;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The sizes that CONTRIBUTING.md sets for code, measured in source files by the JDK's parser. */
public final class SizeLimits {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 40;
  private static final int PARAMETERS = 5;
  private static final int DEPTH = 3;

  private SizeLimits() {}

  /** What exceeds a limit in the Java files below a folder, each with file, line and value. */
  public static List<String> exceededBelow(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    List<String> exceeded = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().getName());
        exceeded.addAll(new Measure(file, unit, positions).exceeded());
      }
    }
    return exceeded;
  }

  /** Looks at one file; classes inside of methods are measured by themselves. */
  private static final class Measure extends TreeScanner<Void, Integer> {
    private final Path file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> exceeded = new ArrayList<>();

    /** Components of the record at hand, whose canonical constructor has as many parameters. */
    private int components = -1;

    /** Lines of the classes inside the method at hand. */
    private int classLines;

    Measure(Path file, CompilationUnitTree unit, SourcePositions positions) {
      this.file = file;
      this.unit = unit;
      this.positions = positions;
    }

    List<String> exceeded() {
      try {
        long lines = unit.getSourceFile().getCharContent(true).toString().lines().count();
        check("the file", 1, "lines", lines, FILE_LINES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      scan(unit, 0);
      return exceeded;
    }

    private void check(String what, long line, String unitOfValue, long value, int limit) {
      if (value > limit) {
        exceeded.add(
            "%s:%d: %s has %d %s, at most %d"
                .formatted(file, line, what, value, unitOfValue, limit));
      }
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }

    @Override
    public Void visitMethod(MethodTree method, Integer depth) {
      BlockTree body = method.getBody();
      Tree first = method.getReturnType() == null ? body : method.getReturnType();
      if (first == null || positions.getStartPosition(unit, first) < 0) {
        return super.visitMethod(method, 0); // a constructor that the compiler adds
      }
      long start = line(positions.getStartPosition(unit, first));
      String name = "method '" + method.getName() + "'";
      int parameters = method.getParameters().size();
      if (!method.getName().contentEquals("<init>") || parameters != components) {
        check(name, start, "parameters", parameters, PARAMETERS);
      }
      int outer = classLines;
      classLines = 0;
      super.visitMethod(method, 0);
      if (body != null) {
        long lines = line(positions.getEndPosition(unit, body)) - start + 1 - classLines;
        check(name, start, "lines", lines, METHOD_LINES);
      }
      classLines = outer;
      return null;
    }

    @Override
    public Void visitClass(ClassTree type, Integer depth) {
      int outer = components;
      components = type.getKind() == Tree.Kind.RECORD ? countComponents(type) : -1;
      super.visitClass(type, 0);
      components = outer;
      long start = line(positions.getStartPosition(unit, type));
      classLines += (int) (line(positions.getEndPosition(unit, type)) - start);
      return null;
    }

    private static int countComponents(ClassTree type) {
      return (int)
          type.getMembers().stream()
              .filter(member -> member instanceof VariableTree)
              .map(member -> ((VariableTree) member).getModifiers().getFlags())
              .filter(flags -> !flags.contains(Modifier.STATIC))
              .count();
    }

    private int deeper(Tree statement, int depth) {
      long line = line(positions.getStartPosition(unit, statement));
      check("this statement", line, "levels of nesting", depth + 1, DEPTH);
      return depth + 1;
    }

    @Override
    public Void visitIf(IfTree statement, Integer depth) {
      int inside = deeper(statement, depth);
      scan(statement.getThenStatement(), inside);
      boolean isChain = statement.getElseStatement() instanceof IfTree;
      scan(statement.getCondition(), depth);
      return scan(statement.getElseStatement(), isChain ? depth : inside);
    }

    @Override
    public Void visitForLoop(ForLoopTree loop, Integer depth) {
      return super.visitForLoop(loop, deeper(loop, depth));
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Integer depth) {
      return super.visitEnhancedForLoop(loop, deeper(loop, depth));
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree loop, Integer depth) {
      return super.visitWhileLoop(loop, deeper(loop, depth));
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree loop, Integer depth) {
      return super.visitDoWhileLoop(loop, deeper(loop, depth));
    }

    @Override
    public Void visitTry(TryTree statement, Integer depth) {
      return super.visitTry(statement, deeper(statement, depth));
    }

    @Override
    public Void visitSynchronized(SynchronizedTree statement, Integer depth) {
      return super.visitSynchronized(statement, deeper(statement, depth));
    }

    @Override
    public Void visitSwitch(SwitchTree statement, Integer depth) {
      return super.visitSwitch(statement, deeper(statement, depth));
    }
  }
}
