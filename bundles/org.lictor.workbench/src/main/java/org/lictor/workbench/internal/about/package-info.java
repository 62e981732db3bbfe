/** What Help > About Lictor shows: version, build, and the licences of all that is shipped. */
package org.lictor.workbench.internal.about;
