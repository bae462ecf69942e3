using System.Diagnostics;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Interop;

/// <summary>The Java implementation as Debian's libhdrhistogram-java installs it, with our half of the exchange.</summary>
internal static class ReferenceLibrary
{
    private const string Library = "/usr/share/java/hdrhistogram.jar";

    /// <summary>Skips where it is not there.</summary>
    internal static void Require()
    {
        FeedHandler.Tests.Support.Require.Tool("javac");
        FeedHandler.Tests.Support.Require.That(File.Exists(Library), $"{Library} is not there: install libhdrhistogram-java");
    }

    /// <summary>Compiles the exchange into a folder.</summary>
    internal static void Compile(string folder) =>
        RunProgram("javac", "-cp", Library, "-d", folder, Repository.PathOf("tests/Latency.Tests/Interop/Interop.java"));

    /// <summary>Runs it.</summary>
    /// <returns>The lines it prints.</returns>
    internal static string[] Run(string folder, params string[] arguments) =>
        RunProgram("java", ["-cp", $"{Library}:{folder}", "Interop", .. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string RunProgram(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            process.Kill();
            Assert.Fail($"{program} did not end");
        }

        Assert.That(process.ExitCode, Is.Zero, errors.Result);
        return output.Result;
    }
}
