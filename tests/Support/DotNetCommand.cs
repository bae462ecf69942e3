using System.Diagnostics;

namespace FeedHandler.Tests.Support;

/// <summary>Runs the SDK as somebody else would: without the settings that the running test inherited.</summary>
public static class DotNetCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15); // ends what hangs; a machine with much else to do takes long

    /// <summary>Where this machine keeps packages that it has unpacked before.</summary>
    public static string UsualCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Debug or Release, as the running test was built.</summary>
    public static string Configuration { get; } = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">where</param>
    /// <param name="packageCache">folder of unpacked packages; empty at first, so that nothing found before can help</param>
    /// <param name="arguments">as typed after "dotnet"</param>
    /// <returns>exit code, and what it wrote to both outputs</returns>
    public static (int ExitCode, string Output) Run(string folder, string packageCache, params string[] arguments) =>
        Run(folder, new Dictionary<string, string>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = packageCache }, arguments);

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">where</param>
    /// <param name="environment">variables that it has besides</param>
    /// <param name="arguments">as typed after "dotnet"</param>
    /// <returns>exit code, and what it wrote to both outputs</returns>
    public static (int ExitCode, string Output) Run(string folder, Dictionary<string, string> environment, params string[] arguments) =>
        RunProgram(Host ?? "dotnet", folder, environment, arguments);

    /// <summary>Runs a program that the SDK made, on the runtime of this test, to its end.</summary>
    /// <param name="program">its path</param>
    /// <param name="folder">where</param>
    /// <param name="arguments">as typed after it</param>
    /// <returns>exit code, and what it wrote to both outputs</returns>
    public static (int ExitCode, string Output) RunProgram(string program, string folder, params string[] arguments)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        if (Host is not null) environment["DOTNET_ROOT"] = Path.GetDirectoryName(Host)!;
        return RunProgram(program, folder, environment, arguments);
    }

    private static string? Host => Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : null;

    private static (int ExitCode, string Output) RunProgram(string program, string folder, Dictionary<string, string> environment, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsInherited).ToList()) start.Environment.Remove(name);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{program} {string.Join(' ', arguments)} did not end within {Limit}");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }

    private static bool IsInherited(string name)
        => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name is "CI" or "UseSharedCompilation" or "NUGET_PACKAGES";
}
