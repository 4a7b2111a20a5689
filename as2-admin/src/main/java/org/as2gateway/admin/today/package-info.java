/** What happened lately and what needs a person. */
@NullMarked
package org.as2gateway.admin.today;

import org.jspecify.annotations.NullMarked;
