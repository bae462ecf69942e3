using System.Collections;
using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Processes;

/// <summary>
/// A program in a session of its own: Ctrl-C of this one's terminal does not reach it, and it can be ended with what it started, also
/// where that has outlived it, in its process group or in sessions and groups of its own. Its standard streams are /dev/null. Whoever has others start
/// programs in sessions of their own meanwhile, as children of this process, has them ended too.
/// </summary>
public sealed unsafe class ProgramSession : IDisposable
{
    private const int ObjectBytes = 512; // more than posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t of any C library
    private readonly int _process;
    private bool _isReaped;

    private ProgramSession(int process) => _process = process;

    /// <summary>Starts a program, in the current folder and with this process's environment.</summary>
    /// <param name="words">The program, found as a shell finds it, and its arguments.</param>
    /// <param name="session">The program; null unless it was started.</param>
    public static NativeResult Start(IReadOnlyList<string> words, out ProgramSession? session)
    {
        ArgumentNullException.ThrowIfNull(words);
        session = null;
        string operation = $"posix_spawnp({words[0]})";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        List<string> variables = [];
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables()) variables.Add($"{variable.Key}={variable.Value}");
        using TextVector arguments = new(words);
        using TextVector environment = new(variables);
        int process = 0;
        Orphans.Adopt();
        int errno = Spawn(&process, words[0], arguments.Texts, environment.Texts);
        if (errno != 0)
        {
            Orphans.Release();
            return NativeResult.Failure(operation, errno);
        }

        session = new ProgramSession(process);
        return NativeResult.Success(operation);
    }

    /// <summary>Waits until the program has ended, not for what it left behind.</summary>
    /// <returns>How it ended; null when nobody can tell.</returns>
    public ProgramExit? Wait() => WaitFor(_process, LinuxConstants.WNOWAIT);

    /// <summary>Ends what is left of its process group. Until it is disposed its number is nobody else's, whether it has ended or not.</summary>
    public void Kill() => _ = LibC.Kill(-_process, LinuxConstants.SIGKILL);

    /// <summary>Ends it and what is left of what it started; nobody may wait for it any more.</summary>
    public void Dispose()
    {
        if (_isReaped) return;
        _isReaped = true;
        Kill();
        Wait();
        Kill(); // what was started while the first went round
        WaitFor(_process, 0);
        Orphans.Release();
    }

    private static int Spawn(int* process, string file, byte** arguments, byte** environment)
    {
        byte* attributes = stackalloc byte[ObjectBytes];
        byte* actions = stackalloc byte[ObjectBytes];
        byte* signals = stackalloc byte[ObjectBytes];
        _ = LibC.SpawnAttributesInit(attributes); // its mask is empty
        _ = LibC.SpawnActionsInit(actions);
        _ = LibC.FillSignals(signals); // this process ignores some, which a program would inherit
        _ = LibC.SpawnAttributesSetDefaults(attributes, signals);
        int flags = LinuxConstants.POSIX_SPAWN_SETSID | LinuxConstants.POSIX_SPAWN_SETSIGDEF | LinuxConstants.POSIX_SPAWN_SETSIGMASK;
        _ = LibC.SpawnAttributesSetFlags(attributes, (short)flags);
        for (int descriptor = 0; descriptor <= 2; descriptor++) _ = LibC.SpawnActionsAddOpen(actions, descriptor, "/dev/null", LinuxConstants.O_RDWR, 0);
        int errno = LibC.SpawnP(process, file, actions, attributes, arguments, environment);
        _ = LibC.SpawnActionsDestroy(actions);
        _ = LibC.SpawnAttributesDestroy(attributes);
        return errno;
    }

    /// <summary>Waits until a child has ended.</summary>
    /// <param name="process">The child.</param>
    /// <param name="options">What else waitid(2) is told.</param>
    internal static ProgramExit? WaitFor(int process, int options)
    {
        ChildExit exit;
        while (LibC.WaitId(LinuxConstants.P_PID, (uint)process, &exit, LinuxConstants.WEXITED | options) != 0)
        {
            if (Marshal.GetLastPInvokeError() != LinuxConstants.EINTR) return null;
        }

        return new ProgramExit(exit.Status, IsSignal: exit.Code != LinuxConstants.CLD_EXITED);
    }

    // Texts as C has them, behind a null.
    private sealed class TextVector : IDisposable
    {
        private readonly int _count;

        internal TextVector(IReadOnlyList<string> texts)
        {
            _count = texts.Count;
            Texts = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
            for (int i = 0; i < _count; i++) Texts[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        }

        internal byte** Texts { get; }

        public void Dispose()
        {
            for (int i = 0; i < _count; i++) Marshal.FreeCoTaskMem((nint)Texts[i]);
            NativeMemory.Free(Texts);
        }
    }
}

/// <summary>How a program ended.</summary>
/// <param name="Code">Its exit code, or the signal.</param>
/// <param name="IsSignal">Whether a signal ended it.</param>
public readonly record struct ProgramExit(int Code, bool IsSignal)
{
    private const int Interrupt = 2; // SIGINT
    private const int Termination = 15; // SIGTERM
    private const int ShellBase = 128; // a shell ends with this and the signal that ended what it ran

    /// <summary>The exit code as a shell tells it.</summary>
    public int ShellCode => IsSignal ? ShellBase + Code : Code;

    /// <summary>Whether it was ended by whoever ends programs on purpose.</summary>
    public bool IsInterrupted => ShellCode is ShellBase + Interrupt or ShellBase + Termination;
}
