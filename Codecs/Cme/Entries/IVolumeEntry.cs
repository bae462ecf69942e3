namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>The electronic volume of the trade date: templates 37 and 66.</summary>
public interface IVolumeEntry : IMarketEntry
{
    /// <summary>The volume so far (FIX tag 271).</summary>
    long EntryQuantity { get; }
}
