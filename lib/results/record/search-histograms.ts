/**
 * HDR histograms of nanoseconds (3 significant digits), compressed V2, base64; failed requests apart. `ping`: requests that
 * do nothing, one after another over the way of a search, before the cells of an index: what client and way cost.
 */
export interface SearchHistograms {
  service: string;
  failed?: string;
  ping?: string;
}
