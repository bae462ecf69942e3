using System.Diagnostics;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing;

/// <summary>Prometheus' own tool, which says whether text and rules are as its server takes them.</summary>
internal static class Promtool
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="input">What it reads, or nothing.</param>
    /// <param name="arguments">What is asked.</param>
    /// <returns>Its exit code, and all that it said.</returns>
    public static (int ExitCode, string Output) Run(ReadOnlySpan<byte> input, params string[] arguments)
    {
        ProcessStartInfo start = new(Require.Tool("promtool"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }
}
