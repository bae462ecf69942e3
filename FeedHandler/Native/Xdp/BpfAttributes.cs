using System.Runtime.InteropServices;

namespace FeedHandler.Native.Xdp;

/// <summary>union bpf_attr (linux/bpf.h): the arguments of bpf(2), each command's from offset 0. What a kernel does not know must be zero.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal unsafe struct BpfAttributes
{
    [FieldOffset(0)]
    internal uint MapType;
    [FieldOffset(4)]
    internal uint KeyBytes;
    [FieldOffset(8)]
    internal uint ValueBytes;
    [FieldOffset(12)]
    internal uint EntryCountMax;

    [FieldOffset(0)]
    internal uint MapDescriptor;
    [FieldOffset(8)]
    internal void* Key;
    [FieldOffset(16)]
    internal void* Value;
    [FieldOffset(24)]
    internal ulong UpdateFlags;

    [FieldOffset(0)]
    internal uint ProgramType;
    [FieldOffset(4)]
    internal uint InstructionCount;
    [FieldOffset(8)]
    internal BpfInstruction* Instructions;
    [FieldOffset(16)]
    internal byte* License;
    [FieldOffset(24)]
    internal uint LogLevel;
    [FieldOffset(28)]
    internal uint LogBytes;
    [FieldOffset(32)]
    internal byte* Log;
    [FieldOffset(48)]
    internal fixed byte ProgramName[16];
    [FieldOffset(68)]
    internal uint ExpectedAttachType;

    [FieldOffset(0)]
    internal uint LinkProgramDescriptor;
    [FieldOffset(4)]
    internal uint LinkInterfaceIndex;
    [FieldOffset(8)]
    internal uint LinkAttachType;
    [FieldOffset(12)]
    internal uint LinkFlags;
}
