using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Memory;

/// <summary>A page of machine code. It is never unmapped: whoever holds its address may call it until the process ends.</summary>
internal sealed unsafe class MachineCode
{
    private MachineCode(nint address) => Address = address;

    /// <summary>Address of the first instruction.</summary>
    internal nint Address { get; }

    /// <summary>Copies instructions into fresh memory and makes it executable and no longer writable.</summary>
    /// <param name="instructions">Position independent instructions, at most one page.</param>
    /// <param name="code">The mapped code; null unless the call succeeds.</param>
    /// <returns>The refusal, for instance EACCES where a security policy forbids executable memory.</returns>
    internal static NativeResult Map(ReadOnlySpan<byte> instructions, out MachineCode? code)
    {
        code = null;
        nuint bytes = (nuint)Environment.SystemPageSize;
        if ((nuint)instructions.Length > bytes) return NativeResult.Failure("mmap(machine code)", LinuxConstants.EINVAL);

        const int protectionAtFirst = LinuxConstants.PROT_READ | LinuxConstants.PROT_WRITE;
        nint address = LibC.MMap(0, bytes, protectionAtFirst, LinuxConstants.MAP_PRIVATE | LinuxConstants.MAP_ANONYMOUS, -1, 0);
        if (address == LinuxConstants.MAP_FAILED) return NativeResult.Failure("mmap(machine code)", Marshal.GetLastPInvokeError());

        instructions.CopyTo(new Span<byte>((void*)address, instructions.Length));
        NativeResult protection = NativeResult.From(
            LibC.MProtect(address, bytes, LinuxConstants.PROT_READ | LinuxConstants.PROT_EXEC), "mprotect(machine code, read and execute)");
        if (protection.IsSuccess) code = new MachineCode(address);
        else _ = LibC.MUnmap(address, bytes); // the refusal of the protection is what the caller must hear of
        return protection;
    }
}
