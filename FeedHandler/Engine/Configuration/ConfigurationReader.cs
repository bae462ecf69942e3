using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Replay;

namespace FeedHandler.Engine;

/// <summary>Reads a configuration file, and says by member name what is wrong with it.</summary>
public static partial class ConfigurationReader
{
    private const int FileBytesMax = 1 << 20;
    private const int ProblemsMax = 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, as it is to be named in messages.</param>
    /// <param name="machineCores">The cores of the machine that is to run it; left out, it may be another machine's.</param>
    /// <param name="stop">Ends the reading early.</param>
    /// <exception cref="FeedException">It cannot be read, is no such JSON, or asks for what cannot be.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FeedConfiguration Read(string path, IReadOnlySet<int>? machineCores = null, CancellationToken stop = default)
    {
        (ConfigurationFile file, MemberPlaces places) = Parse(path);
        List<string> problems = [.. places.Duplicates, .. RangeProblems(file, machineCores ?? new HashSet<int>()), .. TextProblems(file)];
        List<ReplaySource> ofExchange = [];
        List<LineGroup> groups = Groups(file, Path.GetDirectoryName(Path.GetFullPath(path))!, (problems, ofExchange), stop);
        FeedConfiguration configuration = new(path, file, groups)
        {
            ReplaySources = ReplaySources(file, groups, ofExchange, problems),
            Multicast = Multicast(file, groups, path, problems),
        };
        if (groups.Count > FeedMap.GroupCountMax) problems.Add($"lines: {groups.Count} groups, one feed takes at most {FeedMap.GroupCountMax}");
        if (groups.Count > 0 && !configuration.HasBooks) problems.Add("lines: no incremental group, from which alone books are built");
        if (problems.Count > 0) throw new FeedException(string.Join('\n', Listed(problems).Select(problem => $"{path}{places.Of(problem)}: {problem}")));
        return configuration;
    }

    private static IEnumerable<string> Listed(List<string> problems) => problems.Count <= ProblemsMax
        ? problems
        : problems.Take(ProblemsMax).Append(string.Create(CultureInfo.InvariantCulture, $"and {problems.Count - ProblemsMax} more problems"));

    private static (ConfigurationFile File, MemberPlaces Places) Parse(string path)
    {
        InputFile.Require(path, path, "name a configuration file");
        try
        {
            if (new FileInfo(path).Length > FileBytesMax) throw new FeedException($"{path}: over {FileBytesMax} bytes, this is no configuration");
            string json = File.ReadAllText(path);
            ConfigurationFile file = JsonSerializer.Deserialize(json, ConfigurationJson.Default.ConfigurationFile)
                ?? throw new FeedException($"{path}: null, give an object such as that of docs/live.md");
            return (file, MemberPlaces.Read(json));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"{path}: cannot be read ({FileFault.Of(failure)}): name a configuration file");
        }
        catch (JsonException failure)
        {
            throw new FeedException($"{path}{Place(failure)}: {Reason(failure)}");
        }
    }

    private static string Place(JsonException failure) =>
        failure.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"({line + 1},{failure.BytePositionInLine + 1})") : "";

    private static string Meant(string? path) =>
        path is { Length: > 2 } ? NearestWord.Of(path[(path.LastIndexOf('.') + 1)..], ConfigurationSchema.Beside(path)) : "";

    private static string Required(string? path) => path?.Contains("sessionSchema", StringComparison.Ordinal) == true ? "id, logon, logout and heartbeat"
        : path?.Contains("channelRecovery", StringComparison.Ordinal) == true ? "channel and steps"
        : path?.Contains("servers", StringComparison.Ordinal) == true ? "address" : "line, group and interface";

    // The serializer's own words carry type names and positions that the file's author has no use for.
    private static string Reason(JsonException failure)
    {
        string member = failure.Path is { Length: > 2 } path ? PlainText.Short(path[2..]) : "the file";
        if (failure.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"{member} is not a member of the configuration{Meant(failure.Path)}";
        if (failure.Message.Contains("missing required", StringComparison.Ordinal)) return $"{member} lacks one of {Required(failure.Path)}";
        if (failure.Message.Contains("could not be converted", StringComparison.Ordinal)) return $"{member} has a value of the wrong kind";
        if (failure.Message.Contains("null values", StringComparison.Ordinal)) return $"{member} is null, give a value or leave it out";
        return $"not JSON: {PlainText.Short(failure.Message.Split(". ")[0].Split(" LineNumber")[0])}";
    }
}
