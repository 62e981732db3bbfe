/** What a person sees first. */
package org.lictor.workbench.internal.overview;
