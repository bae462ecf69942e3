using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FeedHandler.Engine;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Fuzz;

/// <summary>
/// The program as a process, with arguments, files, outputs and signals of every sort: it ends by itself with 0, 1 or 2, says why when it is not 0, shows no
/// stack trace and nothing raw, and leaves what it was given as it was. FEEDHANDLER_FUZZ_CASES more cases may be asked for.
/// </summary>
[NonParallelizable]
public sealed partial class CommandFuzzTests
{
    private const string ToFile = """exec timeout --preserve-status -k 100 -s "$SIGNAL" "$AFTER" dotnet "$@" >"$OUT" 2>"$ERR" </dev/null""";
    private const string ToNobody =
        """(timeout --preserve-status -k 100 -s "$SIGNAL" "$AFTER" dotnet "$@" 2>"$ERR" </dev/null; echo $? >"$CODE") | head -c 16 >"$OUT"; exit "$(cat "$CODE")" """;

    private string _results = null!;

    private static int CaseCount => int.Parse(Environment.GetEnvironmentVariable("FEEDHANDLER_FUZZ_CASES") ?? "60", CultureInfo.InvariantCulture);

    [SetUp]
    public void MakeFolder() => _results = Directory.CreateTempSubdirectory("feedhandler-fuzz-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_results, recursive: true);

    [TestCase(1)]
    [TestCase(2)]
    public void AnyCommandLineEndsWellAndDestroysNothing(int seed)
    {
        using FuzzFolder folder = new();
        FuzzLines lines = new(folder);
        Random random = new(seed);
        for (int i = 0; i < CaseCount / 2; i++)
        {
            string[] line = lines.Next(random);
            Run(folder, line, random);
            Assert.That(folder.Changed(), Is.Empty, () => $"destroyed by {Shown(line)}");
        }
    }

    private void Run(FuzzFolder folder, string[] line, Random random)
    {
        string output = random.Next(4) == 0 ? "/dev/full" : Path.Combine(_results, "out");
        bool isSignalled = random.Next(3) == 0;
        bool isToNobody = output != "/dev/full" && random.Next(4) == 0;
        ProcessStartInfo start = new(Require.Tool("sh")) { WorkingDirectory = folder.Root, UseShellExecute = false };
        foreach (string word in (string[])["-c", isToNobody ? ToNobody : ToFile, "sh", Path.Combine(AppContext.BaseDirectory, "feedhandler.dll"), .. line])
            start.ArgumentList.Add(word);
        (start.Environment["OUT"], start.Environment["ERR"], start.Environment["CODE"]) = (output, Path.Combine(_results, "err"), Path.Combine(_results, "code"));
        start.Environment["SIGNAL"] = random.Next(2) == 0 ? "TERM" : "INT";
        start.Environment["AFTER"] = isSignalled ? (0.05 + (random.NextDouble() * 0.6)).ToString("0.00", CultureInfo.InvariantCulture) : "10";
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        Judge(process.ExitCode, output, $"{Shown(line)} > {(isToNobody ? "nobody" : output)}{(isSignalled ? ", signalled" : "")}", isToNobody);
    }

    private void Judge(int code, string output, string what, bool isToNobody)
    {
        string error = File.ReadAllText(Path.Combine(_results, "err"));
        string text = output == "/dev/full" ? "" : File.ReadAllText(output);
        // Before the runtime listens to signals the system ends the process: nothing was begun.
        if (code is 130 or 143 && error.Length + text.Length == 0) return;
        Assert.That(code, Is.InRange(0, 2), () => $"{what}: {error}");
        Assert.That(Trace().IsMatch(error) || Trace().IsMatch(text), Is.False, () => $"{what}: {error}{text}");
        Assert.That(error.Concat(text).Any(static each => char.IsControl(each) && each is not ('\n' or '\r' or '\t')), Is.False, () => $"raw: {what}: {error}");
        if (code != 0 && !isToNobody) Assert.That(error.Length + text.Length, Is.Positive, () => $"{what}: ended with {code} and not a word");
    }

    private static string Shown(string[] line) => string.Join(' ', line.Select(static word => $"'{Regex.Escape(word)}'"));

    [GeneratedRegex(@"Unhandled exception|^\s+at \w+\.|\w+Exception\b", RegexOptions.Multiline)]
    private static partial Regex Trace();
}
