using System.Globalization;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tune.Flames;

/// <summary>Samples a program of .NET by perf, with the names of its methods.</summary>
internal static class PerfRecording
{
    private const string SamplesPerSecond = "997"; // no multiple of what a machine does by the clock
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Variables by which the runtime tells perf the names of methods, and keeps their code where perf looks for it.</summary>
    public static IReadOnlyList<(string Name, string Value)> Environment { get; } =
        [("DOTNET_PerfMapEnabled", "3"), ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_PerfMapJitDumpPath", "/tmp"), ("DOTNET_ReadyToRun", "0")];

    /// <summary>Samples a run of a program.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="folder">Takes what lies between; it is the caller's to remove.</param>
    /// <param name="stop">Ends it early.</param>
    /// <param name="fault">Why there are no samples.</param>
    /// <returns>The samples; null where there are none.</returns>
    public static PerfScript? Record(IReadOnlyList<string> words, string folder, CancellationToken stop, out string fault)
    {
        string data = Path.Combine(folder, "perf.data");
        PerfScript? script = null;
        fault = Run(["perf", "record", "-e", "cpu-clock", "-F", SamplesPerSecond, "-g", "-q", "-o", data, "--", .. words], stop, out _)
            ?? Run(["perf", "script", "-i", data, "-F", "comm,pid,tid,time,period,event,ip,sym,dso"], stop, out script) ?? "";
        foreach (int process in script?.Processes ?? new HashSet<int>()) File.Delete(string.Create(CultureInfo.InvariantCulture, $"/tmp/perf-{process}.map"));
        return fault.Length == 0 ? script : null;
    }

    // Only what perf script prints is samples.
    private static string? Run(IReadOnlyList<string> words, CancellationToken stop, out PerfScript? script)
    {
        script = null;
        try
        {
            using ChildProgram child = ChildProgram.Start(words, Environment);
            ProgramOutput output = child.Wait(Limit, stop);
            if (output.Code != 0) return $"{words[0]} {words[1]}: {output.Error.Trim().Split('\n')[^1]}";
            if (words[1] == "script") script = PerfScript.Read(new StringReader(output.Out), "perf script", stop);
            return null;
        }
        catch (CommandException failure)
        {
            return failure.Message;
        }
    }
}
