using System.Diagnostics;
using System.Globalization;

namespace FeedHandler.Benchmarks.Ring;

/// <summary>The queue of the same design in C, compiled here; it measures nothing where there is no compiler.</summary>
internal sealed class CompiledQueue : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue");
    private bool _isCompiled;

    private string Program => Path.Combine(_folder.FullName, "spsc");

    public static CompiledQueue Compile()
    {
        CompiledQueue queue = new();
        string source = Path.Combine(AppContext.BaseDirectory, "Ring", "C", "spsc.c");
        try
        {
            using Process gcc = Process.Start("gcc", ["-O3", "-march=native", "-pthread", "-o", queue.Program, source]);
            gcc.WaitForExit();
            queue._isCompiled = gcc.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("no gcc: the queue in C is not measured");
        }

        return queue;
    }

    /// <summary>Items a second, in millions.</summary>
    public double Measure()
    {
        if (!_isCompiled) return double.NaN;
        ProcessStartInfo start = new(Program, [$"{OneWays.Capacity}", $"{OneWays.EventCount}"]) { UseShellExecute = false, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(printed, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
