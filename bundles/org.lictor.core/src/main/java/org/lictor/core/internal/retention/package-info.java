/** For how long facts are kept. */
package org.lictor.core.internal.retention;
