package org.lictor.core;
