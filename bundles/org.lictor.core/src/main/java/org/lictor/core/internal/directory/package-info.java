/** Companies' directories: reading them, and who their users are. */
package org.lictor.core.internal.directory;
