# SPDX-License-Identifier: MIT
# For a project that adds an arch or a back end to axvcpu: makes axvcpu_generated
# (the files that `axvcpu-gen list' names) of the specs in axvcpu_spec. Included
# where @AXVCPU_RULES@ of AX_AXVCPU stands in a Makefile.am, or in a makefile by
#     include $(shell pkg-config --variable=makefragment axvcpu)
AXVCPU_GEN ?= $(shell pkg-config --variable=generator axvcpu)
AXVCPU_SPECDIR ?= $(shell pkg-config --variable=specdir axvcpu)
srcdir ?= .
axvcpu_spec ?= $(srcdir)/spec
axvcpu_inputs = $(wildcard $(axvcpu_spec)/*.yaml $(axvcpu_spec)/*/*.yaml \
	$(AXVCPU_SPECDIR)/*.yaml $(AXVCPU_SPECDIR)/*/*.yaml)

# One run makes all files, so the stamp stands for them; it is older than they are.
# The command stops at the line of the spec that is wrong, and so does make.
axvcpu.stamp: $(axvcpu_inputs)
	@rm -f $@ && touch $@.tmp
	$(AXVCPU_GEN) --spec $(AXVCPU_SPECDIR) --spec $(axvcpu_spec) --output . generate
	@mv -f $@.tmp $@

$(axvcpu_generated): axvcpu.stamp
	@test -f $@ || { rm -f axvcpu.stamp; $(MAKE) axvcpu.stamp; }
