/**
 * The views: plain classes that the workbench fills with injection. Each shows a report and offers what can be done about
 * it.
 */
package org.lictor.workbench.internal.views;
