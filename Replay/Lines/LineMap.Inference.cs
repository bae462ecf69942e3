using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

public sealed partial class LineMap
{
    /// <summary>
    /// Finds what the groups of captures are by what they carry. Two are lines of one channel when they carry the same bytes under the same numbers, channels
    /// of their own when they carry other bytes; of lines, A has the lower port, or else the lower address. Roles are told by the messages; snapshots and
    /// definitions go to the channel that they name or whose instruments they have. Destinations that are mostly not of the venue are set aside. Unicast
    /// counts only when there is no multicast. Where nothing is of the venue, a single destination is line A, and two with the same payloads are lines.
    /// </summary>
    /// <param name="files">The captures; their first 20,000 datagrams are looked at, at least 1,000 of each.</param>
    /// <exception cref="CaptureFormatException">There is no datagram in them.</exception>
    /// <exception cref="LineMapException">Something is not proved; the message says what to type.</exception>
    public static LineMap Infer(IReadOnlyList<CaptureFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        List<GroupSample> samples = GroupSampling.Take(files);
        GroupSample[] known = [.. samples.Where(static sample => sample.IsOfVenue)];
        if (known.Length == 0) return OfUnknown(files, samples);
        if (known.Length > FeedMap.GroupCountMax)
            throw new LineMapException($"{Names(files)}: {known.Length} groups, one feed takes {FeedMap.GroupCountMax}: name those you want with --lines.");
        ChannelPlan plan = new(known, joinsUndecided: false);
        if (plan.Doubts.Count > 0) throw new LineMapException($"{Names(files)}: {LineFinding.Refusal(plan.Doubts, known)}");
        (UdpEndpoint Destination, long Count)[] setAside =
            [.. Busiest(samples.Except(known)).Select(static sample => (sample.Destination, sample.DatagramCount))];
        return new LineMap(plan.Entries, LineFinding.Of(plan.Entries, setAside), setAside, isGiven: false);
    }

    private static LineMap OfUnknown(IReadOnlyList<CaptureFile> files, List<GroupSample> samples)
    {
        if (samples.Count > 2 || (samples.Count == 2 && !GroupProof.HaveSamePayloads(samples[0], samples[1])))
            throw new LineMapException($"{Names(files)}: {Undecided(samples)}");
        (UdpEndpoint Destination, FeedGroup Feed)[] entries = [.. samples.Select(static (sample, index) => (sample.Destination, FeedGroup.Of((Line)index)))];
        bool isProved = samples.Count > 1 || samples.Exists(static sample => sample.WholeCount > 0);
        return new LineMap(entries, $"{LineFinding.Of(entries, [])}, with few or no whole packets of the venue", [], isGiven: false) { IsProved = isProved };
    }

    private static string Undecided(List<GroupSample> samples)
    {
        (UdpEndpoint Destination, long Count, string What)[] found =
            [.. Busiest(samples).Select(static sample => (sample.Destination, sample.DatagramCount, ""))];
        string what = samples.All(static sample => sample.WholeCount == 0) ? " without a whole packet of the venue" : "";
        return $"{found.Length} destinations{what} do not tell which is line A and which B: {LineFinding.List(found)}. "
            + $"Name them: --lines {found[0].Destination}=A,{found[1].Destination}=B";
    }

    private static IEnumerable<GroupSample> Busiest(IEnumerable<GroupSample> samples) => samples.OrderByDescending(static sample => sample.DatagramCount);

    private static string Names(IReadOnlyList<CaptureFile> files) => string.Join(", ", files.Select(static file => file.Path));
}
