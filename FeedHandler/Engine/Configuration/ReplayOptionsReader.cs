using FeedHandler.Replay.Tcp;

namespace FeedHandler.Engine;

/// <summary>Turns what a configuration says of replay into what the conductor runs by. The password is read here, and named nowhere.</summary>
public static class ReplayOptionsReader
{
    private const int PasswordBytesMax = 200;

    /// <summary>Reads it.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="FeedException">The password is not where it should be.</exception>
    public static ReplayOptions Read(FeedConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.File.Replay is not { } replay || configuration.ReplaySources.Count == 0) return new ReplayOptions();
        if (!TryReadPassword(configuration, out string password, out string problem)) throw new FeedException($"{configuration.Path}: {problem}");
        ReplayOptions options = new()
        {
            Sources = configuration.ReplaySources,
            Login = new ReplayLogin(replay.User, password),
            AttemptsMax = replay.Attempts,
            Timeout = TimeSpan.FromMilliseconds(replay.TimeoutMs),
            RequestsPerSecond = replay.RequestsPerSecond,
            PacketsMax = replay.PacketsMax,
        };
        return replay.SessionSchema is { } schema ? options with { Schemas = SessionSchemas.Known.With(Schema(schema)) } : options;
    }

    /// <summary>Looks for the password without telling it.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="password">The password.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryReadPassword(FeedConfiguration configuration, out string password, out string problem)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ReplaySection replay = configuration.File.Replay ?? new ReplaySection();
        (password, problem) = (new ReplayOptions().Login.Password, "");
        if (replay.PasswordVariable is { } variable)
        {
            password = Environment.GetEnvironmentVariable(variable) ?? "";
            if (password.Length == 0) problem = $"replay.passwordVariable: {variable} is not set";
        }
        else if (replay.PasswordFile is { } file)
        {
            password = FirstLine(configuration.PathOf(file), out string fault);
            if (fault.Length > 0) problem = $"replay.passwordFile: {file} {fault}";
        }

        if (problem.Length == 0 && (password.Length > PasswordBytesMax || password.Any(char.IsControl)))
            problem = "replay: the password is too long, or has control characters in it";
        return problem.Length == 0;
    }

    private static string FirstLine(string path, out string fault)
    {
        fault = InputFile.Fault(path) ?? "";
        if (fault.Length > 0) return "";
        try
        {
            string line = File.ReadLines(path).FirstOrDefault() ?? "";
            fault = line.Length == 0 ? "is empty" : "";
            return line;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            fault = $"cannot be read ({FileFault.Of(failure)})";
            return "";
        }
    }

    private static SessionSchema Schema(SessionSchemaEntry entry) => new(
        (ushort)entry.Id, (ushort)entry.Logon, (ushort)entry.Logout, (ushort)entry.Heartbeat, entry.TextOffset, entry.TextBytes);
}
