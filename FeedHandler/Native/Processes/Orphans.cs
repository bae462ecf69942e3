using System.Globalization;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Processes;

/// <summary>
/// What programs started and left behind in sessions and groups of their own. While a program runs, this process is the one to which the kernel gives the
/// orphans of its descendants; they are the children of this process in other sessions than its own, for a process never joins a session that is there.
/// </summary>
internal static unsafe class Orphans
{
    private const int RoundsMax = 1000; // who starts another process faster than it is ended is given up at last
    private static readonly Lock Gate = new();
    private static int _programCount;

    /// <summary>Takes orphans from now on. Goes with <see cref="Release"/>.</summary>
    public static void Adopt()
    {
        lock (Gate)
        {
            if (_programCount++ == 0) Set(1);
        }
    }

    /// <summary>Ends all that programs left, once the last of them has been waited for: of several nobody can tell whose an orphan is.</summary>
    public static void Release()
    {
        lock (Gate)
        {
            if (--_programCount > 0) return;
            // the end of one gives its own children to this process, so that they are found in the next round
            for (int round = 0; round < RoundsMax && EndAll(); round++)
            {
            }

            Set(0);
        }
    }

    private static void Set(nint isAdopting) => _ = LibC.PrCtl(LinuxConstants.PR_SET_CHILD_SUBREAPER, (byte*)isAdopting, 0, 0, 0);

    // Whether there was one.
    private static bool EndAll()
    {
        int session = LibC.GetSid(0);
        bool hasAny = false;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int process)) continue;
            if (!TryReadParent(folder, out int parent, out int itsSession) || parent != Environment.ProcessId || itsSession == session) continue;
            hasAny = true;
            _ = LibC.Kill(process, LinuxConstants.SIGKILL);
            _ = ProgramSession.WaitFor(process, 0);
        }

        return hasAny;
    }

    // proc(5): behind the name in brackets stand state, parent, group and session.
    private static bool TryReadParent(string folder, out int parent, out int session)
    {
        (parent, session) = (0, 0);
        try
        {
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] words = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            return int.TryParse(words[1], CultureInfo.InvariantCulture, out parent) && int.TryParse(words[3], CultureInfo.InvariantCulture, out session);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // it has gone meanwhile
        }
    }
}
