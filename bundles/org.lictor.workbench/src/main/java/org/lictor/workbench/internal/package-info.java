package org.lictor.workbench.internal;
