using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Venues.Cme;

/// <summary>What the decoder met. Written by the feed thread; others read it after it stopped.</summary>
public sealed unsafe class CmeCounters
{
    /// <summary>The highest template that is counted by itself; the schema's are far below.</summary>
    public const ushort TemplateIdMax = OtherTemplate - 1;

    private const int LineCount = 2;
    private const int TemplateCount = 512;
    private const int OtherTemplate = TemplateCount - 1;
    private readonly long[] _byTemplate = GC.AllocateArray<long>(LineCount * TemplateCount, pinned: true);

    /// <summary>Entries of market-data groups that were applied.</summary>
    public long Entries;

    /// <summary>Entries of order groups; they are counted, the order book is not built yet.</summary>
    public long OrderEntries;

    /// <summary>Messages whose frame, block or groups run past the packet or are shorter than the schema allows. The rest of a packet
    /// whose framing is
    /// broken is skipped.</summary>
    public long Malformed;

    /// <summary>Packets with at least one such message.</summary>
    public long MalformedPackets;

    /// <summary>Messages of a template that the schema does not have.</summary>
    public long UnknownTemplate;

    /// <summary>Messages of another schema than market data.</summary>
    public long UnknownSchema;

    /// <summary>Book entries with a level out of depth, or an action, a side or a type that the venue does not define.</summary>
    public long InvalidEntries;

    /// <summary>Prices that do not fit 1e-9 units in 64 bits.</summary>
    public long PriceOverflow;

    /// <summary>Holes in an instrument's own sequence.</summary>
    public long RptSeqGaps;

    /// <summary>Entries older than what was already applied to their instrument.</summary>
    public long RptSeqBehind;

    /// <summary>Entries of instruments for which the table had no room.</summary>
    public long InstrumentsRefused;

    /// <summary>Definitions whose depth is more than the books hold.</summary>
    public long DepthClamped;

    /// <summary>Status messages for a group of which no instrument is known.</summary>
    public long StatusUnmatched;

    /// <summary>Channel resets (template 4).</summary>
    public long ChannelResets;

    /// <summary>Messages in all, those of unknown templates included.</summary>
    public long Messages
    {
        get
        {
            var sum = 0L;
            foreach (var count in _byTemplate) sum += count;
            return sum;
        }
    }

    internal long* First => (long*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_byTemplate));

    /// <summary>Messages of a template, by the line whose packet was first.</summary>
    /// <param name="line">The line.</param>
    /// <param name="templateId">The template.</param>
    /// <returns>The count; 0 for templates from 511 on, which the schema does not have: they are in <see cref="UnknownTemplate"/>.</returns>
    public long ByTemplate(Line line, ushort templateId) => templateId >= OtherTemplate ? 0 : _byTemplate[Slot(line, templateId)];

    /// <summary>Messages of a template.</summary>
    /// <param name="templateId">The template.</param>
    /// <returns>The count; 0 for templates from 511 on.</returns>
    public long ByTemplate(ushort templateId) => ByTemplate(Line.A, templateId) + ByTemplate(Line.B, templateId);

    // By line, then by template; the last slot of a line takes all templates that have none.
    internal static int Slot(Line line, ushort templateId) => (((int)line & 1) * TemplateCount) + Math.Min((int)templateId, OtherTemplate);
}
