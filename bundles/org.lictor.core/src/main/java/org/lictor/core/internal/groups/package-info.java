/** Who and what is in a report group, and when. */
package org.lictor.core.internal.groups;
