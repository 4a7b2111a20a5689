/** The commands of design.md §5: arguments in, text or JSON and an exit status out. */
@NullMarked
package org.as2gateway.admin.cli;

import org.jspecify.annotations.NullMarked;
