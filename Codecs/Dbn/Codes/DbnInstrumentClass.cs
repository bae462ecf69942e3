namespace FeedHandler.Dbn;

/// <summary>What an instrument is.</summary>
public enum DbnInstrumentClass : byte
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>A bond.</summary>
    Bond = (byte)'B',

    /// <summary>A call.</summary>
    Call = (byte)'C',

    /// <summary>A future.</summary>
    Future = (byte)'F',

    /// <summary>A stock.</summary>
    Stock = (byte)'K',

    /// <summary>A spread of several kinds.</summary>
    MixedSpread = (byte)'M',

    /// <summary>A put.</summary>
    Put = (byte)'P',

    /// <summary>A spread of futures.</summary>
    FutureSpread = (byte)'S',

    /// <summary>A spread of options.</summary>
    OptionSpread = (byte)'T',

    /// <summary>A currency pair.</summary>
    FxSpot = (byte)'X',

    /// <summary>A commodity.</summary>
    CommoditySpot = (byte)'Y',
}

/// <summary>How orders are matched.</summary>
public enum DbnMatchAlgorithm : byte
{
    /// <summary>Not said.</summary>
    Undefined = (byte)' ',

    /// <summary>First in, first out.</summary>
    Fifo = (byte)'F',

    /// <summary>As configured.</summary>
    Configurable = (byte)'K',

    /// <summary>Pro rata.</summary>
    ProRata = (byte)'C',

    /// <summary>First in, first out, with lead market makers.</summary>
    FifoLmm = (byte)'T',

    /// <summary>Pro rata above a threshold.</summary>
    ThresholdProRata = (byte)'O',

    /// <summary>First in, first out, with the top order and lead market makers.</summary>
    FifoTopLmm = (byte)'S',

    /// <summary>Pro rata above a threshold, with lead market makers.</summary>
    ThresholdProRataLmm = (byte)'Q',

    /// <summary>That of Eurodollar futures.</summary>
    EurodollarFutures = (byte)'Y',

    /// <summary>Pro rata by time.</summary>
    TimeProRata = (byte)'P',

    /// <summary>Institutions first.</summary>
    InstitutionalPrioritization = (byte)'V',
}

/// <summary>What a definition is of.</summary>
public enum DbnDefinitionUpdate : byte
{
    /// <summary>A new instrument.</summary>
    Add = (byte)'A',

    /// <summary>One that changed.</summary>
    Modify = (byte)'M',

    /// <summary>One that is gone.</summary>
    Delete = (byte)'D',
}
